/// <reference types="next" />
/// <reference types="next/image-types/global" />
/// <reference types="react/canary" />

declare module '*.css';

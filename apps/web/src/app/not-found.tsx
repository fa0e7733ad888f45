import Link from 'next/link';
import { texts } from '../texts';

const { notFound } = texts.shell;

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center gap-2 p-6 text-center">
      <h1 className="text-lg font-semibold">{notFound.title}</h1>
      <p className="text-soft">{notFound.hint}</p>
      <Link href="/" className="text-accent underline">
        {notFound.home}
      </Link>
    </main>
  );
}

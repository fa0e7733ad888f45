import { redirect } from 'next/navigation';
import { PAGES } from '../shell/pages';

/** The first page of the sidebar is where people start. */
export default function Start() {
  redirect(PAGES[0]?.href ?? '/traces');
}

/** The secret stands behind the #, so that no server ever sees it in an address. It is taken out of the address at once. */
export function takeToken(): string {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

/** What `GET /` shows: nothing of what the store holds. */
export function statusPage(version: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Handoff Studio engine</title>
<h1>Handoff Studio engine ${version.replaceAll(/[^\w.+-]/g, '')}</h1>
<p>The engine runs. This page shows nothing of its work.</p>
<ul>
<li>In Visual Studio Code open the folder and its <em>Handoff Queue</em>.</li>
<li>In a terminal run <code>handoff queue --as user:NAME</code>.</li>
<li>Programs connect to <code>/bridge</code> on this address over a WebSocket, with the credential that
<code>handoff token</code> prints, as <code>Authorization: Bearer</code>.</li>
</ul>
</html>
`;
}

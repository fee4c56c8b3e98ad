// The same request in three languages, ready to run: curl, Java 25, Python 3.

/** The languages, each with what turns a request into source text. */
export const LANGUAGES = { curl, Java: java, Python: python };

function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quoted(text) {
  return JSON.stringify(text);
}

function curl({ method, url, headers, body, file }) {
  const parts = [method === 'GET' ? 'curl -sS' : `curl -sS -X ${method}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${shell(`${name}: ${value}`)}`);
  if (file) parts.push(`--data-binary @${file}`);
  if (body !== undefined) parts.push(`--data ${shell(body)}`);
  parts.push(shell(url));
  return parts.join(' \\\n  ');
}

function java({ method, url, headers, body, file }) {
  const publisher = file
    ? `HttpRequest.BodyPublishers.ofFile(Path.of(${quoted(file)}))`
    : body !== undefined
      ? `HttpRequest.BodyPublishers.ofString(${quoted(body)})`
      : 'HttpRequest.BodyPublishers.noBody()';
  return [
    'import module java.net.http;',
    '',
    'void main() throws Exception {',
    `  var request = HttpRequest.newBuilder(URI.create(${quoted(url)}))`,
    ...Object.entries(headers).map(([name, value]) => `      .header(${quoted(name)}, ${quoted(value)})`),
    `      .method(${quoted(method)}, ${publisher})`,
    '      .build();',
    '  try (var client = HttpClient.newHttpClient()) {',
    '    var response = client.send(request, HttpResponse.BodyHandlers.ofString());',
    '    IO.println(response.body());',
    '  }',
    '}',
  ].join('\n');
}

function python({ method, url, headers, body, file }) {
  const bytes = file ? `Path(${quoted(file)}).read_bytes()` : body !== undefined ? `${quoted(body)}.encode()` : 'None';
  return [
    ...(file ? ['from pathlib import Path'] : []),
    'from urllib.request import Request, urlopen',
    '',
    'request = Request(',
    `    ${quoted(url)},`,
    `    data=${bytes},`,
    `    headers=${JSON.stringify(headers)},`,
    `    method=${quoted(method)},`,
    ')',
    'with urlopen(request) as response:',
    '    print(response.read().decode())',
  ].join('\n');
}

/**
 * Runs in CloudFront on every viewer request (runtime cloudfront-js-2.0): a folder is asked for by its name, and S3 has files only.
 * `/john-inventory-dev/` becomes `/john-inventory-dev/index.html`; a last segment with a dot in it is a file and stays.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  const file = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (file === '') request.uri += 'index.html';
  else if (file.indexOf('.') < 0) request.uri += '/index.html';
  return request;
}

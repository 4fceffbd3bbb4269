import type { SendFile } from './desk-types.js'

/** Sends a file by `XMLHttpRequest`: `fetch` does not tell how far it is. */
export const sendFile: SendFile = ({ url, headers, file, onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve({ status: request.status, body: request.responseText })
    request.onerror = request.onabort = () => reject(new TypeError('The file was not sent.'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })

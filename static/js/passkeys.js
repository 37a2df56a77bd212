/* <form data-passkey="create|get"> whose hidden field "credential" takes the answer of the device. The options stand in
   the page (data-options: the id of a JSON block) or are fetched when they are needed (data-options-url). Forms with
   data-passkey are hidden until a script shows them, because without one there is nothing that they could do. */

const SENTENCES = {
  NotAllowedError: "パスキーを使うのをやめたか、時間がたちました。もう一度、ボタンを押してください。",
  InvalidStateError: "この機械のパスキーは、もう登録されています。",
  SecurityError: "このアドレスでは、パスキーを使えません。https:// で始まる、名前のあるアドレスで開いてください。",
};
const NONE = "この機械では、パスキーを使えません。ほかの方法を選んでください。";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the form is sent when the device has answered
    hold(form);
  });
}

async function hold(form) {
  const status = form.querySelector("[role=status]");
  status.textContent = "";
  try {
    const credential = await ceremony(form.dataset.passkey, await options(form));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (problem) {
    status.textContent = SENTENCES[problem.name] ?? NONE;
  }
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function ceremony(kind, told) {
  if (kind === "create") {
    return plain(await navigator.credentials.create({ publicKey: forCreating(told.creation_options.publicKey) }));
  }
  return plain(await navigator.credentials.get({ publicKey: forGetting(told.request_options.publicKey) }));
}

/** A passkey: kept by the device, which asks for the finger, the face or its PIN. */
function forCreating(told) {
  const lasting = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: (told.excludeCredentials ?? []).map(known),
    authenticatorSelection: { ...told.authenticatorSelection, ...lasting },
  };
}

function forGetting(told) {
  return { ...told, challenge: bytes(told.challenge), allowCredentials: (told.allowCredentials ?? []).map(known) };
}

const known = (key) => ({ ...key, id: bytes(key.id) });

function plain(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) told[part] = text(response[part]);
  }
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment,
    response: told,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function text(buffer) {
  const characters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

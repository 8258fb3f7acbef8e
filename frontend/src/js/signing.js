// Signs a document with NCALayer, the national signing program, which listens on the signer's own machine.
// The page works without it: the document is downloaded, signed elsewhere and sent as a file.

const MODULE = "kz.gov.pki.knca.commonUtils";
const OPENING = 5000;

// What NCALayer is asked: a detached signature over Base64 content, with the key for signing.
export function question(content) {
  return { module: MODULE, method: "createCAdESFromBase64", args: ["PKCS12", "SIGNATURE", content, false] };
}

// What its answer means: null is a greeting, to be passed over.
export function meaning(text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return { kind: "failed" };
  }
  if (answer?.code === "200" && typeof answer.responseObject === "string") {
    return { kind: "signed", signature: answer.responseObject };
  }
  if (answer?.code === undefined) return null;
  return { kind: /cancel/i.test(answer.message ?? "") ? "cancelled" : "failed" };
}

// One of {kind: signed, signature}, {kind: absent}, {kind: cancelled}, {kind: failed}.
export function sign(address, content, { Socket = WebSocket } = {}) {
  return new Promise((resolve) => {
    const socket = new Socket(address);
    const end = (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
      socket.close();
    };
    const timer = setTimeout(() => end({ kind: "absent" }), OPENING);
    socket.onerror = () => end({ kind: "absent" });
    socket.onclose = () => end({ kind: "absent" });
    socket.onopen = () => {
      clearTimeout(timer);
      socket.send(JSON.stringify(question(content)));
    };
    socket.onmessage = ({ data }) => {
      const outcome = meaning(data);
      if (outcome) end(outcome);
    };
  });
}

export function startSigning(root, options) {
  for (const box of root.querySelectorAll("[data-signing]")) {
    const button = box.querySelector("[data-signing-button]");
    const status = box.querySelector("[data-signing-status]");
    const form = box.closest("form");
    box.querySelector("[data-signing-way]").hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      status.textContent = box.dataset.waiting;
      const outcome = await sign(box.dataset.address, box.dataset.content, options);
      button.disabled = false;
      if (outcome.kind !== "signed") {
        status.textContent = box.dataset[outcome.kind];
        return;
      }
      status.textContent = "";
      form.elements.made.value = outcome.signature;
      form.requestSubmit();
    });
  }
}

if (typeof document !== "undefined") startSigning(document);

// Signing in again in another tab changes the token against forged requests; a form opened before would be refused.

export function refreshToken(form, cookies = document.cookie) {
  const field = form.querySelector("input[name=csrfmiddlewaretoken]");
  const current = /(?:^|; )csrftoken=([^;]+)/.exec(cookies)?.[1];
  if (field && current) field.value = current;
}

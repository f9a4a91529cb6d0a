// What the window last asked to be shown.
export const root = document.documentElement;
export const state = { block: "", title: "", colours: {}, dark: false, phone: false, tools: 1, empty: {} };

export function update(given) {
  Object.assign(state, given);
}

// Runs before the first paint: sets the remembered theme, then starts the program that the page names.
(() => {
  try {
    const theme = localStorage.getItem("casework.theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the page follows the system.
  }

  const start = async () => {
    const files = document.querySelector('meta[name="program"]');
    try {
      const program = await import(files.content);
      await program.default({ module_or_path: files.dataset.wasm });
    } catch (error) {
      document.getElementById("boot-failed")?.removeAttribute("hidden");
      throw error;
    }
  };
  document.addEventListener("DOMContentLoaded", start);
})();

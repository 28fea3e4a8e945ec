// A chart as PNG: its SVG file, drawn by the browser into a canvas. Without script the SVG and the table stay.
(() => {
  // Three pixels for one of the drawing: sharp on paper at the width of a page.
  const SCALE = 3;

  async function picture(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const image = new Image();
    // As data, which the page's policy lets in; no script of a drawing runs in an image.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("empty"))), "image/png"));
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // Once the browser has begun to save it.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  for (const button of document.querySelectorAll("button[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        save(await picture(button.dataset.png), button.dataset.name);
      } catch {
        // Whatever went wrong, the SVG is as good.
        location.assign(button.dataset.png);
      }
      button.disabled = false;
    });
  }
})();

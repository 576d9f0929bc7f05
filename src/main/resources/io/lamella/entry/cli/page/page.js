'use strict';
// Each picture is one stop of the Tab key. Arrows go from piece to piece, and a line below it says what a piece is.
for (const picture of document.querySelectorAll('.picture, table:has(.drawn)')) {
  const pieces = Array.from(picture.querySelectorAll('rect'));
  if (pieces.length === 0) {
    continue;
  }
  const line = document.createElement('p');
  line.className = 'readout';
  line.setAttribute('aria-live', 'polite');
  const hint = 'Point at a piece to see what it is, or press Tab and the arrow keys.';
  line.textContent = hint;
  (picture.closest('.scroll') || picture).after(line);
  if (picture.getAttribute('role') === 'img') {
    picture.setAttribute('role', 'group');
  }
  const tell = piece => { line.textContent = piece.querySelector('title').textContent; };
  const go = to => {
    const piece = pieces[Math.max(0, Math.min(pieces.length - 1, to))];
    pieces.forEach(each => each.setAttribute('tabindex', '-1'));
    piece.setAttribute('tabindex', '0');
    piece.focus();
  };
  pieces.forEach((piece, at) => {
    piece.setAttribute('role', 'img');
    piece.setAttribute('aria-label', piece.querySelector('title').textContent);
    piece.setAttribute('tabindex', at === 0 ? '0' : '-1');
    piece.addEventListener('pointerenter', () => tell(piece));
    piece.addEventListener('focus', () => tell(piece));
    piece.addEventListener('keydown', event => {
      const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: pieces.length - 1 };
      if (event.key in steps) {
        event.preventDefault();
        go(steps[event.key]);
      }
    });
  });
}

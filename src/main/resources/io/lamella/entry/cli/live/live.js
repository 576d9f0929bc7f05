'use strict';

// Asks for the state once a second while the page is seen, and puts it where it belongs. Elements stay what they are as long as what they
// show is there, so that whoever stands on one with the keyboard is not thrown off. Texts of others are only ever set as text.

const PAUSE = 1000;
const LOST_AFTER = 5000;
const MOST_BLOCKS = 48;

const byId = id => document.getElementById(id);
const count = number => number.toLocaleString('en');

function bytes(number) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (number >= 999.5 && unit < units.length - 1) { number /= 1000; unit++; }
  return (unit === 0 || number >= 99.5 ? Math.round(number) : number.toFixed(1)) + ' ' + units[unit];
}

function duration(seconds) {
  if (seconds < 90) return seconds + ' s';
  if (seconds < 5400) return Math.round(seconds / 60) + ' min';
  return seconds < 172800 ? Math.round(seconds / 3600) + ' h' : Math.round(seconds / 86400) + ' days';
}

function many(number, one, more) { return count(number) + ' ' + (number === 1 ? one : more || one + 's'); }

function setText(element, text) { if (element.textContent !== text) element.textContent = text; }
function setAttribute(element, name, value) { if (element.getAttribute(name) !== value) element.setAttribute(name, value); }

function child(parent, tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}

/** Makes the children of `parent` those of `items`, in their order, and keeps the elements of those that were there. */
function reconcile(parent, items, key, make, update) {
  const before = new Map(Array.from(parent.children, each => [each.dataset.key, each]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let element = before.get(name);
    before.delete(name);
    if (!element) {
      element = make(item);
      element.dataset.key = name;
    }
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
    update(element, item);
  }
  before.forEach(gone => gone.remove());
}

function figure(station, name, text, any) {
  const element = station.querySelector('[data-of="' + name + '"]');
  setText(element, text);
  if (element.parentElement.classList.contains('bad-if-any')) element.parentElement.classList.toggle('any', Boolean(any));
}

/** Blocks of several kinds, as many of each as there are, if they are not too many. */
function blocks(station, kinds, label) {
  const box = station.querySelector('.blocks');
  const shown = [];
  for (const [kind, number] of kinds) {
    for (let i = 0; i < number && shown.length < MOST_BLOCKS; i++) shown.push(kind + ' ' + i);
  }
  reconcile(box, shown, each => each, each => {
    const block = document.createElement('i');
    block.className = each.split(' ')[0];
    return block;
  }, () => {});
  const more = kinds.reduce((all, [, number]) => all + number, 0) - shown.length;
  setAttribute(box, 'data-more', more > 0 ? '+ ' + count(more) : '');
  setAttribute(box, 'aria-label', label);
}

function showQueue(station, queue) {
  const known = queue || { waiting: 0, inWork: 0 };
  figure(station, 'waiting', queue ? count(queue.waiting) : '–');
  figure(station, 'inWork', queue ? count(queue.inWork) : '–');
  const given = known.givenUp === undefined ? '–' : count(known.givenUp);
  figure(station, 'givenUp', given, known.givenUp);
  blocks(station, [['work', known.inWork], ['up', known.givenUp || 0], ['wait', known.waiting]],
    queue ? count(known.inWork) + ' messages in work, ' + count(known.waiting) + ' wait, ' + given + ' given up' : 'not known');
}

function showFlow(state) {
  const queues = new Map((state.queues || []).map(queue => [queue.name, queue]));
  showQueue(byId('ingest'), queues.get('ingest'));
  showQueue(byId('merge'), queues.get('merge'));
  const totals = state.totals;
  const converted = byId('converted');
  figure(converted, 'rows', count(totals.rows));
  figure(converted, 'slices', count(totals.slices));
  figure(converted, 'sourceBytes', bytes(totals.sourceBytes));
  figure(converted, 'rejected', count(totals.rejected), totals.rejected);
  const published = byId('published');
  figure(published, 'published', count(totals.published));
  figure(published, 'commits', count(totals.commits));
  figure(published, 'failed', count(totals.failed), totals.failed);
  const staged = byId('staged');
  const sum = name => state.tables.reduce((all, table) => all + (table.staged[name] || 0), 0);
  const oldest = state.tables.map(table => table.staged.oldestSeconds).filter(age => age !== undefined);
  figure(staged, 'files', state.looked ? (state.tables.some(table => table.cutOff) ? '≥ ' : '') + count(sum('files')) : '–');
  figure(staged, 'bytes', state.looked ? bytes(sum('bytes')) : '–');
  figure(staged, 'oldest', oldest.length ? duration(Math.max(...oldest)) : '–');
  blocks(staged, [['file', sum('files')]], count(sum('files')) + ' staged files');
}

function showWorking(working) {
  const list = byId('working');
  const rows = working.length ? working : [{ kind: '', what: '', idle: true }];
  reconcile(list, rows, each => each.idle ? 'idle' : each.kind + ' ' + each.what, each => {
    const line = document.createElement('li');
    if (each.idle) {
      line.className = 'empty';
      line.textContent = 'Nothing: all workers wait for messages.';
      return line;
    }
    child(line, 'span', 'tag').textContent = each.kind;
    child(line, 'span', 'name').textContent = each.what;
    child(line, 'span', 'for');
    return line;
  }, (line, each) => { if (!each.idle) setText(line.querySelector('.for'), each.seconds < 1 ? '' : 'for ' + duration(each.seconds)); });
}

function partWords(part) {
  const name = 'part ' + part.number + ', ' + bytes(part.bytes);
  if (part.rows === undefined) return name + ', not looked into yet';
  const inside = ', ' + many(part.rows, 'row') + ' in ' + many(part.rowGroups, 'row group') + ', ' + many(part.commits, 'commit');
  const dead = part.deadBytes ? ', ' + bytes(part.deadBytes) + ' of old footers' : '';
  const seal = part.sealed ? ', sealed (' + part.sealed.toLowerCase().replaceAll('_', ' ') + ')' : ', head: the next rows are appended to it';
  return name + inside + dead + seal;
}

function makePart(part) {
  const link = document.createElement('a');
  link.href = '/part?key=' + encodeURIComponent(part.key);
  const tell = () => setText(link.closest('.table').querySelector('.readout'), link.getAttribute('aria-label'));
  link.addEventListener('focus', tell);
  link.addEventListener('mouseenter', tell);
  return link;
}

/** Pieces at the places where they lie in the file; what is between them is dead, and what is behind the last is the footer. */
function pieces(part) {
  const groups = (part.groups || []).map(([, length, offset], at) => ({ kind: 'g' + at % 2, offset, length }));
  const last = groups.length ? groups[groups.length - 1] : { offset: 0, length: 4 };
  const end = last.offset + last.length;
  groups.unshift({ kind: 'magic', offset: 0, length: 4 });
  return part.rowGroups >= groups.length ? groups : groups.concat({ kind: 'footer', offset: end, length: part.bytes - end });
}

function updatePart(link, part, path, whole) {
  link.className = 'part' + (part.rows === undefined ? ' unread' : part.sealed ? ' sealed' : ' head');
  link.style.width = 100 * part.bytes / whole + '%';
  setAttribute(link, 'aria-label', (path ? path + ', ' : '') + partWords(part));
  reconcile(link, part.rows === undefined ? [] : pieces(part), each => each.kind + each.offset, each => {
    const piece = document.createElement('i');
    piece.className = each.kind;
    return piece;
  }, (piece, each) => {
    piece.style.left = 100 * each.offset / part.bytes + '%';
    piece.style.width = 100 * each.length / part.bytes + '%';
  });
}

function partitionBytes(partition) {
  return partition.parts.reduce((all, part) => all + part.bytes, partition.staged.bytes);
}

function partitionWords(partition) {
  const parts = partition.parts;
  const rows = parts.reduce((all, part) => all + (part.rows || 0), 0);
  const words = [];
  if (parts.length) {
    words.push(many(parts.length, 'part') + ', ' + bytes(parts.reduce((all, part) => all + part.bytes, 0)),
      (parts.some(part => part.rows === undefined) ? 'at least ' : '') + many(rows, 'row'));
  } else words.push('no part yet');
  if (partition.partsNotShown) words.push(many(partition.partsNotShown, 'older part') + ' not drawn');
  const staged = partition.staged;
  if (staged.files) {
    words.push(many(staged.files, 'staged file') + ', ' + bytes(staged.bytes) + ', the oldest ' + duration(staged.oldestSeconds) + ' old');
  }
  return words.join(' · ');
}

function makePartition() {
  const row = document.createElement('li');
  child(row, 'span', 'path');
  child(row, 'div', 'strip');
  child(row, 'p', 'words');
  return row;
}

function updatePartition(row, partition, whole) {
  setText(row.querySelector('.path'), partition.path || 'all rows');
  setText(row.querySelector('.words'), partitionWords(partition));
  const staged = partition.staged.files ? [{ staged: true }] : [];
  reconcile(row.querySelector('.strip'), partition.parts.concat(staged), each => each.staged ? 'staged' : each.key,
    each => each.staged ? document.createElement('span') : makePart(each),
    (element, each) => {
      if (!each.staged) return updatePart(element, each, partition.path, whole);
      element.className = 'stage';
      element.style.width = 100 * partition.staged.bytes / whole + '%';
      setAttribute(element, 'title', many(partition.staged.files, 'staged file') + ', ' + bytes(partition.staged.bytes));
      return undefined;
    });
}

function makeTable(table) {
  const box = document.createElement('article');
  box.className = 'table';
  const header = child(box, 'header');
  const title = child(header, 'h3');
  title.textContent = table.dataset;
  child(header, 'p');
  const list = child(box, 'ul', 'partitions');
  setAttribute(list, 'aria-label', 'partitions of ' + table.dataset);
  child(box, 'p', 'scale');
  if (table.partitions.length) addReadout(box);
  return box;
}

/** Shows in words what a screen reader says of a part. */
function addReadout(box) {
  const readout = child(box, 'p', 'readout');
  readout.setAttribute('aria-hidden', 'true');
  readout.textContent = 'Point at a part, or go to it with Tab and the arrow keys; Enter shows its inside.';
}

function tableWords(table) {
  const parts = table.partitions.flatMap(partition => partition.parts);
  const rows = parts.reduce((all, part) => all + (part.rows || 0), 0);
  const whole = table.parts === parts.length && parts.every(part => part.rows !== undefined) && !table.cutOff;
  const words = [(whole ? '' : 'at least ') + many(rows, 'row'), (table.cutOff ? 'at least ' : '') + many(table.parts, 'part'), bytes(table.bytes)];
  if (table.partitionsNotShown) words.push(many(table.partitionsNotShown, 'partition') + ' that changed longer ago are not drawn');
  if (table.cutOff) words.push('only the first objects of a large table are listed');
  return words.join(' · ');
}

function updateTable(box, table) {
  const room = 0.94; // For what stands between parts.
  const whole = Math.max(1, ...table.partitions.map(partitionBytes)) / room;
  setText(box.querySelector('header p'), tableWords(table));
  if (table.partitions.length && !box.querySelector('.readout')) addReadout(box);
  reconcile(box.querySelector('.partitions'), table.partitions, partition => partition.path, makePartition,
    (row, partition) => updatePartition(row, partition, whole));
  setText(box.querySelector('.scale'), table.partitions.length
    ? 'The full width is ' + bytes(whole) + '. What would be too narrow to be hit is drawn a little wider.'
    : 'No row has come yet. Let a file land in a source of this dataset.');
}

function showTables(state) {
  const problem = byId('problem');
  problem.hidden = !state.problem;
  if (state.problem) setText(problem, 'The lake could not be looked at, so this may be old: ' + state.problem);
  if (!state.looked) return;
  const list = byId('list');
  list.querySelector('p.empty')?.remove();
  reconcile(list, state.tables, table => table.dataset, makeTable, updateTable);
}

function makeEvent(event) {
  const line = document.createElement('li');
  if (event.bad) line.className = 'bad';
  const time = child(line, 'time');
  time.dateTime = event.at;
  time.textContent = new Date(event.at).toLocaleTimeString('en-GB');
  child(line, 'span', 'tag').textContent = event.kind;
  const text = child(line, 'span', 'text');
  child(text, 'span', 'became').textContent = event.became;
  child(text, 'span', 'name').textContent = event.what;
  return line;
}

function show(state) {
  setText(byId('lake'), state.lake);
  showFlow(state);
  showWorking(state.working);
  showTables(state);
  if (state.events.length) {
    byId('events').querySelector('.empty')?.remove();
    reconcile(byId('events'), state.events, event => event.number, makeEvent, () => {});
  }
}

function pulse(className, text) {
  const element = byId('pulse');
  element.className = className;
  setText(element, text);
}

let answered = performance.now();

async function ask() {
  try {
    const response = await fetch('/state.json', { cache: 'no-store' });
    if (!response.ok) throw new Error(await response.text());
    show(await response.json());
    answered = performance.now();
    pulse('live', 'live');
    document.documentElement.dataset.answers = Number(document.documentElement.dataset.answers || 0) + 1;
  } catch (failure) {
    if (performance.now() - answered > LOST_AFTER) pulse('lost', 'no answer: has the process ended? What is shown is old');
    console.warn(failure);
  }
  setTimeout(next, PAUSE);
}

function next() {
  if (document.hidden) document.addEventListener('visibilitychange', ask, { once: true });
  else ask();
}

// Arrow keys go from part to part; Tab does as well.
byId('list').addEventListener('keydown', event => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.classList.contains('part')) return;
  const parts = Array.from(document.querySelectorAll('.part'));
  parts[parts.indexOf(event.target) + step]?.focus();
  event.preventDefault();
});

ask();

// What the pages do beyond htmx: the search key, the filter of a list, the chart, and a word when figures are old.
'use strict';

(() => {
  const search = () => document.querySelector('[data-search]');

  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, textarea, select');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && search()) {
      event.preventDefault();
      search().focus();
      search().select();
    }
    if (event.key === 'Escape' && typing === search() && typing) {
      typing.value = '';
      filter();
    }
  });

  // Hides what does not have the words in its data-text.
  function filter() {
    const field = document.querySelector('[data-filter]');
    if (!field) {
      return;
    }
    const words = field.value.trim().toLowerCase().split(/\s+/);
    document.querySelectorAll(field.dataset.filter + '[data-text]').forEach(one => {
      const text = one.dataset.text.toLowerCase();
      one.hidden = !words.every(word => text.includes(word));
    });
  }
  document.addEventListener('input', event => {
    if (event.target.matches('[data-filter]')) {
      filter();
    }
  });

  let chart;
  function draw() {
    const map = document.getElementById('map');
    const place = document.getElementById('course');
    if (!map || !place || !window.echarts) {
      return;
    }
    const tens = map.dataset.course.split(' ').map(ten => ten.split('/').map(Number));
    const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    chart = chart || window.echarts.init(place, null, { renderer: 'canvas' });
    const bars = (name, at, tone) => ({
      name, type: 'bar', stack: 'all', barCategoryGap: '20%', itemStyle: { color: colour(tone) }, data: tens.map(ten => ten[at])
    });
    chart.setOption({
      animation: false,
      title: { text: place.dataset.title, left: 30, top: 0, textStyle: { fontSize: 11, fontWeight: 'normal', color: colour('--soft') } },
      grid: { left: 34, right: 4, top: 20, bottom: 4 },
      tooltip: { trigger: 'axis', confine: true, formatter: all => all.map(one => one.seriesName + ' ' + one.value).join('<br>') },
      xAxis: { type: 'category', show: false, data: tens.map((ten, i) => i) },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 2, axisLabel: { fontSize: 10 } },
      series: [bars(place.dataset.well, 0, '--well'), bars(place.dataset.bad, 1, '--bad')]
    });
  }
  window.addEventListener('load', draw);
  window.addEventListener('resize', () => chart && chart.resize());

  function late(is) {
    let note = document.getElementById('late');
    const map = document.getElementById('map');
    if (!is || !map) {
      if (note) {
        note.remove();
      }
      return;
    }
    if (!note) {
      note = document.createElement('p');
      note.id = 'late';
      note.className = 'note bad';
      note.setAttribute('role', 'alert');
      note.textContent = '✕ ' + map.dataset.late;
      map.before(note);
    }
  }
  document.addEventListener('htmx:afterSettle', () => {
    late(false);
    filter();
    draw();
  });
  document.addEventListener('htmx:sendError', () => late(true));
  document.addEventListener('htmx:responseError', () => late(true));
})();

// The editor of a message: line numbers beside it, faulty lines marked, a button that goes to each.
(() => {
  const editor = document.querySelector('[data-editor]');
  if (!editor) {
    return;
  }
  const gutter = editor.parentElement.querySelector('.gutter');
  const jumps = [...document.querySelectorAll('.jump:not([disabled])')];
  const marked = new Set(jumps.map(jump => Number(jump.dataset.line)));

  function number() {
    const lines = editor.value.split('\n').length;
    editor.rows = lines + 1;
    gutter.replaceChildren(...Array.from({ length: lines }, (none, i) => {
      const line = document.createElement('span');
      line.textContent = i + 1;
      line.classList.toggle('marked', marked.has(i + 1));
      return line;
    }));
  }

  function go(jump) {
    editor.focus({ preventScroll: true });
    editor.setSelectionRange(Number(jump.dataset.from), Number(jump.dataset.to));
    const line = gutter.children[Number(jump.dataset.line) - 1];
    if (line) {
      line.scrollIntoView({ block: 'center' });
    }
  }

  editor.addEventListener('input', () => {
    marked.clear();
    number();
  });
  jumps.forEach(jump => jump.addEventListener('click', () => go(jump)));
  number();
  if (jumps.length > 0) {
    go(jumps[0]);
  }
})();

// Entering by hand: copies one field after the other, and takes no pasted text where it is to be typed.
(() => {
  const buttons = () => [...document.querySelectorAll('button[data-copy]')];

  // The clipboard's own way needs HTTPS; the old one does not.
  function copyOld(text) {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'heard';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }

  async function copy(button) {
    const text = button.dataset.copy;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyOld(text);
    }
    const note = document.getElementById('copied');
    note.textContent = done ? button.dataset.label : note.dataset.failed;
    note.className = done ? 'heard' : 'note bad';
    if (!done) {
      return;
    }
    button.closest('tr').classList.add('done');
    const next = buttons()[buttons().indexOf(button) + 1];
    (next || button).focus();
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-copy]');
    if (button) {
      copy(button);
    }
  });

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) {
      return;
    }
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    if (event.key === 'c' && all.length) {
      const next = at >= 0 ? all[at] : all.find(one => !one.closest('tr').classList.contains('done'));
      copy(next || all[0]);
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && at >= 0) {
      event.preventDefault();
      const to = all[at + (event.key === 'ArrowDown' ? 1 : -1)];
      (to || all[at]).focus();
    }
  });

  for (const kind of ['paste', 'drop']) {
    document.addEventListener(kind, event => {
      const note = document.getElementById('typed-note');
      if (event.target.matches('[data-typed]') && note) {
        event.preventDefault();
        note.textContent = note.dataset.pasted;
        note.className = 'wrong';
      }
    });
  }
})();

// A folder to be deployed: the archive is the body of the request, the rest stands in the address.
(() => {
  document.addEventListener('submit', async event => {
    const form = event.target.closest('form[data-upload]');
    if (!form) {
      return;
    }
    event.preventDefault();
    const values = new FormData(form);
    const system = form.dataset.system || values.get('system');
    const asked = new URLSearchParams();
    for (const name of ['reason', 'from', 'doorsUntil', '_csrf']) {
      asked.set(name, values.get(name) || '');
    }
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const answer = await fetch(`/console/systems/${encodeURIComponent(system)}/versions?${asked}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: values.get('folder'),
      });
      if (answer.ok) {
        location.assign(`/console/systems/${encodeURIComponent(system)}?deployed`);
        return;
      }
      form.querySelector('.outcome').innerHTML = await answer.text();
    } finally {
      button.disabled = false;
    }
  });
})();

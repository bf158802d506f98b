// What search takes for the same: text with and without apostrophes, hyphens, accents and the
// separators of numbers. It knows nothing of pages; search.js and found.js show what it finds.
(function () {
  "use strict";

  // Letters that Unicode does not take apart into a letter and an accent.
  var LETTERS = {
    "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ς": "σ"
  };
  var MARKS = /[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/gu;
  var ACCENT = /^\p{M}$/u;
  var QUOTES = /['’‘‛ʼʹʻ`´′＇"“”„«»]/;
  var HYPHENS = /[-\u2010-\u2013\u2212\ufe63\uff0d]/;
  var ALL_HYPHENS = new RegExp(HYPHENS.source, "g");
  var SPACE = /[\s\u2014\u2015]/;
  var DIGIT = /\p{Nd}/u;
  // Thousands: 92,289, 92 289 and 92’289 are 92289.
  var NUMBER = /\p{Nd}{1,3}(?:[,，'’ \u00a0\u2009\u202f]\p{Nd}{3})+/gu;
  var WORD = /\p{sc=Han}+|[^\p{sc=Han} ]+/gu;
  var LONG = /^\p{sc=Han}{3,}$/u;
  var PART = 400; // characters of a text that are folded at once, and those up to a sentence's end
  var SLACK = 100;
  var TURN = 6; // milliseconds after which others may have their turn
  var PLACES = 60; // of a word in an entry, beyond which no better excerpt is looked for
  var ENOUGH = 0.6; // of the pairs of characters of a Chinese word: nobody knows where words end

  // Where the separators in numbers stand.
  function separators(text) {
    var found = new Set();
    text.replace(NUMBER, function (number, at) {
      if (DIGIT.test(text[at - 1] || "") || DIGIT.test(text[at + number.length] || "")) { return number; }
      for (var place = 0; place < number.length; place += 1) {
        if (!DIGIT.test(number[place])) { found.add(at + place); }
      }
      return number;
    });
    return found;
  }

  function plainLetter(letter) {
    if (letter < "\x80") { return letter.toLowerCase(); }
    var lower = letter.toLowerCase();
    var bare = lower.normalize("NFKD").replace(MARKS, "").toLowerCase();
    return LETTERS[bare] || bare;
  }

  // The text in plain letters, and for each of them where it begins and ends in the text.
  function fold(text) {
    var left = separators(text);
    var pieces = [];
    var starts = [];
    var ends = [];
    var last = " ";
    for (var at = 0; at < text.length;) {
      var from = at;
      var letter = text[at];
      if (letter < "a" || letter > "z") { // most are from a to z and stay
        letter = String.fromCodePoint(text.codePointAt(at));
      }
      at += letter.length;
      var piece = letter >= "a" && letter <= "z" ? letter : pieceOf(text, letter, from, left);
      if (piece === " " && last === " ") { piece = ""; }
      if (piece === "" && ends.length && ACCENT.test(letter)) { ends[ends.length - 1] = at; }
      for (var unit = 0; unit < piece.length; unit += 1) { starts.push(from); ends.push(at); }
      if (piece) { pieces.push(piece); last = piece; }
    }
    return { plain: pieces.join(""), starts: starts, ends: ends };
  }

  function pieceOf(text, letter, from, left) {
    if (SPACE.test(letter)) { return left.has(from) ? "" : " "; }
    if (QUOTES.test(letter) || left.has(from)) { return ""; }
    if (HYPHENS.test(letter)) {
      return DIGIT.test(text[from - 1] || "") && DIGIT.test(text[from + 1] || "") ? "-" : "";
    }
    return plainLetter(letter);
  }

  function wordsOf(text) { return fold(text).plain.match(WORD) || []; }

  // What is looked for, in words: figures that stand side by side may be one number or several,
  // and a hyphen may stand where the text has a space.
  function readings(query) {
    var apart = query.split(/\s+/).reduce(function (all, part) { return all.concat(wordsOf(part)); }, []);
    return [wordsOf(query), apart, wordsOf(query.replace(ALL_HYPHENS, " "))];
  }

  // A Chinese word in pairs of characters; nothing for another one, or for one of two.
  function pairsOf(word) {
    var letters = LONG.test(word) ? Array.from(word) : [];
    return letters.slice(1).map(function (letter, at) { return letters[at] + letter; });
  }

  function holds(plain, word) {
    if (plain.includes(word)) { return true; }
    var parts = pairsOf(word);
    var there = parts.filter(function (part) { return plain.includes(part); }).length;
    return parts.length > 0 && there >= ENOUGH * parts.length;
  }

  function distinct(plain, words) {
    return words.filter(function (word) { return holds(plain, word); }).length;
  }

  // A long text is folded in parts, each from the end of a sentence: no number and no word goes
  // over one.
  function cuts(text) {
    var found = [0];
    for (var at = text.indexOf(". ", PART); at >= 0; at = text.indexOf(". ", at + PART)) { found.push(at + 2); }
    return found;
  }

  // One part more of an entry in plain letters; `begins` has where each part begins in both.
  function prepareMore(entry) {
    var made = entry.making || { cuts: cuts(entry.text), text: "", begins: [] };
    var place = made.begins.length;
    made.begins.push({ text: made.cuts[place], plain: made.text.length });
    made.text += fold(entry.text.slice(made.cuts[place], made.cuts[place + 1])).plain;
    entry.making = made;
    if (made.begins.length === made.cuts.length) {
      var title = fold(entry.title).plain;
      var all = fold(entry.chapter).plain + " " + title + " " + made.text;
      entry.plain = { title: title, text: made.text, begins: made.begins, all: all };
      entry.making = null;
    }
  }

  function prepare(entry) {
    while (!entry.plain) { prepareMore(entry); }
    return entry.plain;
  }

  // Prepares a whole index in short turns, so that no key waits for it; then it is `ready`.
  function prepareAll(index) {
    index.ready = index.ready || new Promise(function (done) {
      var place = 0;
      (function turn() {
        var end = performance.now() + TURN;
        while (place < index.length && performance.now() < end) {
          if (index[place].plain) { place += 1; } else { prepareMore(index[place]); }
        }
        if (place < index.length) { setTimeout(turn); } else { done(); }
      })();
    });
    return index.ready;
  }

  // A word in a heading counts more than one in the text, and the whole phrase more than words.
  function weight(entry, words) {
    var plain = prepare(entry);
    var phrase = words.join(" ");
    var sum = distinct(plain.title, words) * 2 + plain.title.includes(phrase) * 3;
    return sum + plain.text.includes(phrase) + (plain.title === phrase) * 2;
  }

  // The entries in which all words stand, the fitting ones first, and those words.
  function search(index, query) {
    var best = { words: [], entries: [] };
    readings(query).forEach(function (words) {
      if (best.entries.length || !words.length) { return; }
      var entries = index.filter(function (entry) {
        return distinct(prepare(entry).all, words) === words.length;
      });
      var weights = new Map(entries.map(function (entry) { return [entry, weight(entry, words)]; }));
      entries.sort(function (a, b) { return weights.get(b) - weights.get(a); });
      best = { words: words, entries: entries };
    });
    return best;
  }

  // Where words begin in an entry in plain letters, each at its first places.
  function beginnings(plain, words) {
    var found = [];
    words.forEach(function (word, number) {
      (plain.includes(word) ? [word] : pairsOf(word)).forEach(function (part) {
        var at = plain.indexOf(part);
        for (var count = 0; at >= 0 && count < PLACES; count += 1) {
          found.push([at, number]);
          at = plain.indexOf(part, at + part.length);
        }
      });
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  // Where in the text of an entry a part of this length begins that holds the most of the words.
  function densest(entry, words, length) {
    var plain = prepare(entry);
    var found = beginnings(plain.text, words);
    var best = 0;
    var most = 0;
    found.forEach(function (place, from) {
      var there = new Set();
      for (var at = from; at < found.length && found[at][0] < place[0] + length; at += 1) { there.add(found[at][1]); }
      if (there.size > most) { most = there.size; best = place[0]; }
    });
    var part = plain.begins.filter(function (begin) { return begin.plain <= best; }).pop();
    var into = best - part.plain; // about as far in the text, where little of it has no plain letter
    var starts = fold(entry.text.slice(part.text, part.text + into + SLACK)).starts;
    return part.text + (into in starts ? starts[into] : into);
  }

  // Where the words stand in the text, as [start, end], in order and none within another.
  function places(text, words) {
    var folded = fold(text);
    var found = [];
    words.forEach(function (word) {
      (folded.plain.includes(word) ? [word] : pairsOf(word)).forEach(function (part) {
        for (var at = folded.plain.indexOf(part); at >= 0; at = folded.plain.indexOf(part, at + part.length)) {
          found.push([folded.starts[at], folded.ends[at + part.length - 1]]);
        }
      });
    });
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var end = 0;
    return found.filter(function (place) {
      var isFree = place[0] >= end;
      if (isFree) { end = place[1]; }
      return isFree;
    });
  }

  window.matching = { densest: densest, fold: fold, places: places, prepareAll: prepareAll, search: search };
})();

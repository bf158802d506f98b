-- The first use of a term on a page leads to its entry in the glossary, whose words stand beside
-- it for the script that shows them. Headings, links, tables and captions stay as they are.
local report = require("./report")

local seen = {}
local by_first = {}

local function words_of(form)
  local words = {}
  for word in form:gmatch("%S+") do
    words[#words + 1] = word
  end
  return words
end

-- Sentences begin with a capital, and prose writes terms in the plural as well.
local function fits(written, word, is_first, is_last)
  if written == word or (is_first and written == word:gsub("^%u", string.lower)) then
    return true
  end
  return is_last and written:sub(-1) == "s" and fits(written:sub(1, -2), word, is_first, false)
end

local function text_of(inline)
  if inline and inline.t == "Str" then
    -- What stands before and after a word does not belong to it.
    return inline.text:match("^([%(“\"]*)(.-)([%.,;:%)”\"?!’]*)$")
  end
end

-- Where the term ends that begins at `at`, and the signs around it; nothing if none does.
local function match(inlines, at, term)
  local words = term.words
  local before, after
  for place, word in ipairs(words) do
    local where = at + 2 * (place - 1)
    local space = inlines[where - 1]
    local opening, written, closing = text_of(inlines[where])
    local inner = place < #words
    if not written or not fits(written, word, place == 1 and not term.is_exact, not inner) then
      return nil
    end
    if place > 1 and not (space and (space.t == "Space" or space.t == "SoftBreak") and opening == "") then
      return nil
    end
    if inner and closing ~= "" then
      return nil
    end
    before = before or opening
    after = closing
  end
  return at + 2 * (#words - 1), before, after
end

local function linked(inlines, first, last, before, after, term)
  local content = pandoc.Inlines({})
  for at = first, last do
    content:insert(inlines[at]:clone())
  end
  content[1].text = content[1].text:sub(#before + 1)
  local final = content[#content]
  final.text = final.text:sub(1, #final.text - #after)
  local target = report.address(report.index().glossary) .. "#" .. term.anchor
  local link = pandoc.Link(content, target, "", pandoc.Attr("", { "term" }, { { "data-definition", term.text } }))
  local parts = pandoc.Inlines({})
  if before ~= "" then
    parts:insert(pandoc.Str(before))
  end
  parts:insert(link)
  if after ~= "" then
    parts:insert(pandoc.Str(after))
  end
  return parts
end

local function candidates(written)
  return by_first[written:lower()] or by_first[written:lower():gsub("s$", "")] or {}
end

local function find(inlines, at)
  local _, written = text_of(inlines[at])
  for _, term in ipairs(written and candidates(written) or {}) do
    if not seen[term.anchor] then
      local last, before, after = match(inlines, at, term)
      if last then
        seen[term.anchor] = true
        return linked(inlines, at, last, before, after, term), last
      end
    end
  end
end

local function mark(inlines)
  local result = pandoc.Inlines({})
  local at = 1
  while at <= #inlines do
    local parts, last = find(inlines, at)
    if parts then
      result:extend(parts)
      at = last + 1
    else
      result:insert(inlines[at])
      at = at + 1
    end
  end
  return result
end

local function leave(element)
  return element, false
end

local function leave_named(element)
  local classes = element.classes
  local is_list = element.identifier == "refs"
  -- What Quarto sets into each page once more, hidden, for its sidebar and the foot of the page.
  local is_beside = classes:includes("quarto-markdown-envelope-contents")
  if is_list or is_beside or classes:includes("value") or classes:includes("quarto-embed-nb-cell") then
    return element, false
  end
end

local function load_terms()
  for _, term in ipairs(report.index().terms) do
    term.words = words_of(term.form)
    local first = term.words[1]:lower()
    by_first[first] = by_first[first] or {}
    table.insert(by_first[first], term)
  end
end

local marker = {
  traverse = "topdown",
  Cite = leave,
  Code = leave,
  Div = leave_named,
  Figure = leave,
  FloatRefTarget = leave,
  Header = leave,
  Inlines = mark,
  Link = leave,
  Note = leave,
  Span = leave_named,
  Table = leave,
}

-- Pages alone, and not the glossary's own, which holds the entries.
local function mark_terms(document)
  report.load_scripts()
  local is_glossary = false
  document:walk({
    Span = function(span)
      is_glossary = is_glossary or span.identifier:match("^term%-") ~= nil
    end,
  })
  if is_glossary or not report.can("popups") then
    return nil
  end
  load_terms()
  document.blocks = document.blocks:walk(marker)
  return document
end

return { { Pandoc = mark_terms } }

-- Signs that Pandoc leaves to Typst, which would set another: three dots become one sign, a hyphen
-- before a digit a minus, one before a question mark shows only where a line ends, and a sign at the
-- beginning of a cell makes a heading or list of it. Prose has its dots from Pandoc, so what still
-- has such signs holds data, which stand as they were typed.
local report = require("./report")

local function needs_quotes(text)
  return text:find("...", 1, true) or text:find("%-[%d?]") or text:find("^[=+/-]")
end

local function quoted(str)
  if not report.can("typst") or not needs_quotes(str.text) then
    return nil
  end
  local parts = pandoc.Inlines({})
  local plain = ""
  for letter in str.text:gmatch(utf8.charpattern) do
    if letter:find("[.=+/-]") then
      parts:extend({ pandoc.Str(plain), pandoc.RawInline("typst", "\\" .. letter) })
      plain = ""
    else
      plain = plain .. letter
    end
  end
  parts:insert(pandoc.Str(plain))
  return parts
end

return { { Str = quoted } }

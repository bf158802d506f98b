-- Chinese characters on pages say that they are Chinese, for voices and for the choice of glyphs.
local report = require("./report")

local function is_chinese(code)
  return (code >= 0x3400 and code <= 0x9FFF) or (code >= 0xF900 and code <= 0xFAFF)
    or (code >= 0x3001 and code <= 0x3011) or code == 0xFF0C
end

local function marked(str)
  if not report.can("popups") or not str.text:find("[\xE3-\xE9\xEF]") then
    return nil
  end
  local parts, run, chinese = pandoc.Inlines({}), "", nil
  local function close()
    if run ~= "" then
      local text = pandoc.Str(run)
      parts:insert(chinese and pandoc.Span({ text }, pandoc.Attr("", {}, { { "lang", "zh" } })) or text)
    end
    run = ""
  end
  for _, code in utf8.codes(str.text) do
    local now = is_chinese(code)
    if now ~= chinese then
      close()
      chinese = now
    end
    run = run .. utf8.char(code)
  end
  close()
  return parts
end

return { { Str = marked } }

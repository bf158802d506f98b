-- Headings lead to themselves, so that their address can be copied. The sign comes from the style
-- sheet: the text stays as it is. Figures and tables get theirs with their captions.
local function anchor(identifier, what)
  local attributes = { { "aria-label", "Link to this " .. what } }
  return pandoc.Link({}, "#" .. identifier, "", pandoc.Attr("", { "anchor" }, attributes))
end

local function heading(element)
  if element.identifier ~= "" then
    element.content:insert(anchor(element.identifier, "section"))
    return element
  end
end

local function captioned(kind)
  return function(element)
    local last = element.caption.long[#element.caption.long]
    if element.identifier == "" or not last then
      return nil
    end
    last.content:insert(anchor(element.identifier, kind))
    return element
  end
end

return { { Header = heading, Figure = captioned("figure"), Table = captioned("table") } }

-- Quarto sets every title into each page once more, hidden, and takes them from there into the
-- links of its sidebar. Links of ours (to the glossary, to notebooks) would break those in two.
local function plain(link)
  return link.content
end

local function without_links(span)
  return span.classes:includes("quarto-markdown-envelope-contents") and span:walk({ Link = plain }) or nil
end

return { { Span = without_links } }

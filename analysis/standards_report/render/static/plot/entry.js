// What of Observable Plot the pages use: esbuild leaves the rest out.
export { barX, dot, gridX, gridY, axisX, axisY, line, link, plot, ruleX, text } from "@observablehq/plot";
export { select } from "d3-selection";

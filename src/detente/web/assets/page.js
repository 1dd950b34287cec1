import { drawFigures } from "./figures.js";
import { fillPanels, sendForms, showMore } from "./sending.js";

sendForms(drawFigures);
await drawFigures();
await fillPanels();
await showMore(drawFigures);

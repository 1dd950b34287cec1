import { drawFigures } from "./figures.js";
import { sendForms, showMore } from "./sending.js";

sendForms(drawFigures);
await drawFigures();
await showMore(drawFigures);

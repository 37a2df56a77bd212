/* What every page does with a script. Each part is an addition: without it the same forms and links work. */
import { focusErrors } from "./focus.js";
import { guardSubmits } from "./once.js";
import { switchReading } from "./reading.js";

focusErrors();
guardSubmits();
switchReading();

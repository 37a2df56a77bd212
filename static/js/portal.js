/* What every page does with a script. Each part is an addition: without it the same forms and links work. */
import { focusErrors } from "./focus.js";
import { settle } from "./keeper.js";
import { formatNumbers } from "./numbers.js";
import { guardSubmits } from "./once.js";
import { offerPrinting } from "./print.js";
import { switchReading } from "./reading.js";
import { watchSession } from "./session.js";

focusErrors();
formatNumbers();
guardSubmits();
settle();
offerPrinting();
switchReading();
watchSession();

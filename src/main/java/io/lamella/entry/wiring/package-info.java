/// Reading the configuration, and the one place where the parts are put together.
@NullMarked
package io.lamella.entry.wiring;

import org.jspecify.annotations.NullMarked;

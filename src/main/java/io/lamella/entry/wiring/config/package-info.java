/// From the text of `lamella.yaml` to a configuration that is known to be right, or to all that is wrong with it.
@NullMarked
package io.lamella.entry.wiring.config;

import org.jspecify.annotations.NullMarked;

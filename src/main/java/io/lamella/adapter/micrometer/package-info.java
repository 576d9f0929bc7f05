/// What the pipeline measures, as meters of Micrometer, for processes that stay and are asked.
@NullMarked
package io.lamella.adapter.micrometer;

import org.jspecify.annotations.NullMarked;

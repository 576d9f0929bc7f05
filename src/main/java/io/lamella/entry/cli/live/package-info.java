/// The page that `run --ui` serves to a browser on this machine: what the pipeline does, and what the lake holds by now.
@NullMarked
package io.lamella.entry.cli.live;

import org.jspecify.annotations.NullMarked;

/// Spans of what the pipeline did, sent by OTLP over HTTP.
@NullMarked
package io.lamella.adapter.opentelemetry;

import org.jspecify.annotations.NullMarked;

/// What the pipeline did as lines of JSON, which are metrics too where CloudWatch reads them.
@NullMarked
package io.lamella.adapter.log;

import org.jspecify.annotations.NullMarked;

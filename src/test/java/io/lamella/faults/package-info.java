/// The packaged process between S3 and SQS, behind proxies that reset, stall, cut and refuse, and killed at random.
@NullMarked
package io.lamella.faults;

import org.jspecify.annotations.NullMarked;

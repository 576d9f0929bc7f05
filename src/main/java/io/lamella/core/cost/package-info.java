/// What a workload costs on AWS: how many requests and seconds it takes, and what they come to at dated prices.
@NullMarked
package io.lamella.core.cost;

import org.jspecify.annotations.NullMarked;

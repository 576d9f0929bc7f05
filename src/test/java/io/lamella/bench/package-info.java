/// The benchmark: Lamella and its peers on the same generated files, as whole processes, in turn. Run it with
/// `./mvnw -Pbench verify -DskipTests`; its report goes into `src/docs/performance.md`.
@NullMarked
package io.lamella.bench;

import org.jspecify.annotations.NullMarked;

/// The directions and limits that DESIGN fixes, as rules, and classes that break each of them.
@NullMarked
package io.lamella.architecture;

import org.jspecify.annotations.NullMarked;

/// Files that nobody on this project wrote, with what independent readers found in them. Skipped where there are none.
@NullMarked
package io.lamella.cases;

import org.jspecify.annotations.NullMarked;

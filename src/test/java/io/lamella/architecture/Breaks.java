package io.lamella.architecture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/// Marks a class or a method that a rule must complain of, by name.
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Breaks {

    Rule value();
}

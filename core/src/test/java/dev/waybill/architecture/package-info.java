/**
 * The rules of docs/DESIGN.md that a machine can check; every module's test classes inherit them.
 */
@NullMarked
package dev.waybill.architecture;

import org.jspecify.annotations.NullMarked;

/**
 * The export engine in a world that is made of one number: its threads, clocks, stores, faults and
 * customers all follow from a seed, so that a history which breaks a promise can be seen again.
 */
@NullMarked
package dev.waybill.simulation;

import org.jspecify.annotations.NullMarked;

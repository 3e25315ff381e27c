@NullMarked
package dev.waybill.integration;

import org.jspecify.annotations.NullMarked;

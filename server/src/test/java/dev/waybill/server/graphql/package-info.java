@NullMarked
package dev.waybill.server.graphql;

import org.jspecify.annotations.NullMarked;

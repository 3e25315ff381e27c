package dev.waybill.bench;

import dev.waybill.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}

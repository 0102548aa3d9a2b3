using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// A declaration beside the attributes it was read from, by which issues find their locations. Lives within one call of the analyzer or
/// of the parse stage, and is never cached.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Declaration">What was read.</param>
/// <param name="Network">Its [Network].</param>
/// <param name="Budget">Its [Budget], if there is one.</param>
/// <param name="Parts">Its layers, blocks, wires and repetitions, in order.</param>
/// <param name="Read">The layers that were read from them, with the attribute that each comes from.</param>
internal sealed record NetworkReading(
    INamedTypeSymbol Type, NetworkDeclaration Declaration, AttributeData Network, AttributeData? Budget, IReadOnlyList<AttributeData> Parts, ReadParts Read);

using System;
using System.Collections.Generic;
using System.Globalization;

namespace DeepTricks.Dsl.Shapes;

/// <summary>
/// Numbers the layers and blocks of a network, or of a block, that have no name of their own: by what they are, from 1. A named one takes a
/// number too, so that naming one never renames the others.
/// </summary>
public sealed class NameNumbering
{
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);

    /// <summary>The name of the next one: the declared name, or the prefix and its running number.</summary>
    public string Next(string prefix, string? name = null)
    {
        used.TryGetValue(prefix, out int count);
        used[prefix] = count + 1;
        return name ?? prefix + (count + 1).ToString(CultureInfo.InvariantCulture);
    }
}

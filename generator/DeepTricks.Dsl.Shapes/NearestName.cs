using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest letters to change (Levenshtein 1966), the first among equals.</summary>
    public static string Of(string name, IEnumerable<string> candidates) => candidates.OrderBy(candidate => Distance(name, candidate)).First();

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int above = row[j + 1];
                bool same = char.ToUpperInvariant(from[i]) == char.ToUpperInvariant(to[j]);
                row[j + 1] = Math.Min(Math.Min(above, row[j]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}

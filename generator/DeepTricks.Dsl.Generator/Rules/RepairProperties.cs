using System.Collections.Immutable;

namespace DeepTricks.Dsl.Generator.Rules;

/// <summary>What a diagnostic tells the code fixes, beside its location.</summary>
internal static class RepairProperties
{
    /// <summary>The text that takes the place of the layer or argument, or is added; the code fixes know it by the same name.</summary>
    public const string Replacement = "Replacement";

    /// <summary>Says that no fix applies; the code fixes know it by the same name.</summary>
    public const string NotFixable = "NotFixable";

    /// <summary>The properties of a diagnostic that no fix applies to.</summary>
    public static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty.Add(NotFixable, null);

    /// <summary>The properties of a diagnostic with a replacement.</summary>
    public static ImmutableDictionary<string, string?> Replacing(string replacement)
        => ImmutableDictionary<string, string?>.Empty.Add(Replacement, replacement);
}

namespace DeepTricks.Dsl.Generator;

/// <summary>The names of the pipeline's stages, shared with the tests that check what an edit recomputes.</summary>
internal static class TrackingNames
{
    /// <summary>Attributes and symbols became a spec.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>Shapes and issues were worked out.</summary>
    public const string Check = nameof(Check);

    /// <summary>Code was written.</summary>
    public const string Emit = nameof(Emit);

    /// <summary>Pointwise functions were read for other assemblies.</summary>
    public const string Functions = nameof(Functions);

    /// <summary>All stages, in order.</summary>
    public static readonly string[] All = [Parse, Check, Emit, Functions];
}

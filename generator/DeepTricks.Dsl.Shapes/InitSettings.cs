using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes;

/// <summary>The initializers of weights, with the values of the runtime's <c>Init</c> enumeration.</summary>
public enum InitKind
{
    /// <summary>Xavier on a dense layer of 256 or more inputs, He elsewhere.</summary>
    Default,

    /// <summary>Normal, of variance 2 / fan-in.</summary>
    He,

    /// <summary>Uniform, of variance 2 / fan-in.</summary>
    HeUniform,

    /// <summary>Normal, of variance 2 / (fan-in + fan-out).</summary>
    Xavier,

    /// <summary>Uniform, of variance 2 / (fan-in + fan-out).</summary>
    XavierUniform,

    /// <summary>Normal, of the declared standard deviation.</summary>
    Gaussian,

    /// <summary>Uniform, of the declared half-width.</summary>
    Uniform,

    /// <summary>Zero.</summary>
    Zeros,
}

/// <summary>The settings that say how weights start, common to the layers that have weights.</summary>
public static class InitSettings
{
    /// <summary>The setting that holds the <see cref="InitKind"/>.</summary>
    public const string Init = "Init";

    /// <summary>The setting that holds the width of a Gaussian or uniform initializer.</summary>
    public const string Deviation = "Deviation";

    /// <summary>Whether the initializer has a width to declare.</summary>
    public static bool TakesDeviation(int init) => (InitKind)init is InitKind.Gaussian or InitKind.Uniform;

    /// <summary>The schemas of both settings.</summary>
    internal static IEnumerable<SettingSchema> Schemas { get; } =
    [
        new(Init, new ValueRange(true, (double)InitKind.Default, (double)InitKind.Zeros, true, true), (double)InitKind.Default, -1, true, "How the weights start"),
        SettingSchema.Optional(Deviation, 0, ValueRange.NotNegative, "Standard deviation of a Gaussian start, or half the width of a uniform one"),
    ];
}

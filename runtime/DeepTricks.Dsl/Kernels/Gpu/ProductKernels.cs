using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The kernels of products with one kind of factors: which one for which tile and role.</summary>
internal abstract class ProductKernels
{
    /// <summary>The kernels for a network's precision: by tensor cores where the machine has them.</summary>
    public static ProductKernels Of(GpuMachine machine, Precision precision) => precision switch
    {
        Precision.Tf32 when machine.HasTensorCores => new TensorProductKernels<Tf32Factors, Tf32Instruction>(),
        Precision.BFloat16 when machine.HasTensorCores => new TensorProductKernels<BFloat16Factors, BFloat16Instruction>(),
        Precision.Tf32 => new PlainProductKernels<Tf32Factors>(),
        Precision.BFloat16 => new PlainProductKernels<BFloat16Factors>(),
        _ => new PlainProductKernels<SingleFactors>(),
    };

    /// <summary>Loads one, once for the machine: products of many layers and networks share few kernels.</summary>
    public Action<AcceleratorStream, KernelConfig, ProductOperands> Load(GpuMachine machine, ProductTileSize tile, ProductRole role) => tile switch
    {
        ProductTileSize.Tiny => Load<TinyTile>(machine, role),
        ProductTileSize.Small => Load<SmallTile>(machine, role),
        ProductTileSize.Medium => Load<MediumTile>(machine, role),
        _ => Load<LargeTile>(machine, role),
    };

    /// <summary>The kernel of a tile and role.</summary>
    protected abstract Action<ProductOperands> Kernel<TTile, TKind>()
        where TTile : struct, IProductTile
        where TKind : struct, IProductKind;

    private Action<AcceleratorStream, KernelConfig, ProductOperands> Load<TTile>(GpuMachine machine, ProductRole role)
        where TTile : struct, IProductTile => machine.Load(role switch
        {
            ProductRole.Forward => Kernel<TTile, ForwardProduct>(),
            ProductRole.InputGradient => Kernel<TTile, InputGradientProduct>(),
            _ => Kernel<TTile, WeightGradientProduct>(),
        });
}

/// <summary>Products by the multipliers that every device has.</summary>
/// <typeparam name="TFactors">What becomes of factors.</typeparam>
internal sealed class PlainProductKernels<TFactors> : ProductKernels
    where TFactors : struct, IProductFactors
{
    /// <inheritdoc/>
    protected override Action<ProductOperands> Kernel<TTile, TKind>() => ProductKernel.Run<TTile, TKind, TFactors>;
}

/// <summary>Products by warps.</summary>
/// <typeparam name="TFactors">What becomes of factors.</typeparam>
/// <typeparam name="TWarp">What multiplies them.</typeparam>
internal sealed class TensorProductKernels<TFactors, TWarp> : ProductKernels
    where TFactors : struct, ITensorFactors
    where TWarp : struct, IWarpProduct
{
    /// <inheritdoc/>
    protected override Action<ProductOperands> Kernel<TTile, TKind>() => TensorProductKernel.Run<TTile, TKind, TFactors, TWarp>;
}

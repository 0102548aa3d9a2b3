using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// The products of a warp, 16 rows by 8 columns at a time, in up to 16 places of which each lane holds four sums. Lane l has of the left factor the rows
/// l / 4 and l / 4 + 8 and of the right one the column l / 4, both at the words l % 4 and l % 4 + 4 along the sum; of the results the same rows at the
/// columns l % 4 * 2 and the next. (NVIDIA, PTX ISA, "Matrix Fragments for mma.m16n8k8" and "m16n8k16".)
/// </summary>
internal interface IWarpProduct
{
    /// <summary>Sets all sums to zero; the first call.</summary>
    void Start(int threads);

    /// <summary>Adds 8 words' products to a place.</summary>
    /// <param name="place">The place, a constant.</param>
    /// <param name="left">The lane's words: upper and lower row, then the same four words further on.</param>
    /// <param name="right">The lane's word of the right factor.</param>
    /// <param name="further">That four words further on.</param>
    void Add(int place, WordQuad left, uint right, uint further);

    /// <summary>Stores the lane's sums of a place: two neighbours at an index, two that many floats further on.</summary>
    void Leave(int place, ArrayView<float> shared, int at, int down);
}

/// <summary>By the instruction for tf32.</summary>
internal struct Tf32Instruction : IWarpProduct
{
    public readonly void Start(int threads) => WarpSums.Start();

    public readonly void Add(int place, WordQuad left, uint right, uint further)
    {
        const string Multiply = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 ";
        const string By = ", {%0, %1, %2, %3}, {%4, %5}, ";
        switch (place)
        {
            case 0:
                CudaAsm.Emit(Multiply + "{sum0, sum1, sum2, sum3}" + By + "{sum0, sum1, sum2, sum3};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 1:
                CudaAsm.Emit(Multiply + "{sum4, sum5, sum6, sum7}" + By + "{sum4, sum5, sum6, sum7};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 2:
                CudaAsm.Emit(Multiply + "{sum8, sum9, sum10, sum11}" + By + "{sum8, sum9, sum10, sum11};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 3:
                CudaAsm.Emit(Multiply + "{sum12, sum13, sum14, sum15}" + By + "{sum12, sum13, sum14, sum15};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 4:
                CudaAsm.Emit(Multiply + "{sum16, sum17, sum18, sum19}" + By + "{sum16, sum17, sum18, sum19};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 5:
                CudaAsm.Emit(Multiply + "{sum20, sum21, sum22, sum23}" + By + "{sum20, sum21, sum22, sum23};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 6:
                CudaAsm.Emit(Multiply + "{sum24, sum25, sum26, sum27}" + By + "{sum24, sum25, sum26, sum27};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 7:
                CudaAsm.Emit(Multiply + "{sum28, sum29, sum30, sum31}" + By + "{sum28, sum29, sum30, sum31};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 8:
                CudaAsm.Emit(Multiply + "{sum32, sum33, sum34, sum35}" + By + "{sum32, sum33, sum34, sum35};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 9:
                CudaAsm.Emit(Multiply + "{sum36, sum37, sum38, sum39}" + By + "{sum36, sum37, sum38, sum39};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 10:
                CudaAsm.Emit(Multiply + "{sum40, sum41, sum42, sum43}" + By + "{sum40, sum41, sum42, sum43};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 11:
                CudaAsm.Emit(Multiply + "{sum44, sum45, sum46, sum47}" + By + "{sum44, sum45, sum46, sum47};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 12:
                CudaAsm.Emit(Multiply + "{sum48, sum49, sum50, sum51}" + By + "{sum48, sum49, sum50, sum51};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 13:
                CudaAsm.Emit(Multiply + "{sum52, sum53, sum54, sum55}" + By + "{sum52, sum53, sum54, sum55};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 14:
                CudaAsm.Emit(Multiply + "{sum56, sum57, sum58, sum59}" + By + "{sum56, sum57, sum58, sum59};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 15:
                CudaAsm.Emit(Multiply + "{sum60, sum61, sum62, sum63}" + By + "{sum60, sum61, sum62, sum63};", left.X, left.Y, left.Z, left.W, right, further);
                break;
        }
    }

    public readonly void Leave(int place, ArrayView<float> shared, int at, int down) => WarpSums.Leave(place, shared, at, down);
}

/// <summary>By the instruction for bf16.</summary>
internal struct BFloat16Instruction : IWarpProduct
{
    public readonly void Start(int threads) => WarpSums.Start();

    public readonly void Add(int place, WordQuad left, uint right, uint further)
    {
        const string Multiply = "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 ";
        const string By = ", {%0, %1, %2, %3}, {%4, %5}, ";
        switch (place)
        {
            case 0:
                CudaAsm.Emit(Multiply + "{sum0, sum1, sum2, sum3}" + By + "{sum0, sum1, sum2, sum3};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 1:
                CudaAsm.Emit(Multiply + "{sum4, sum5, sum6, sum7}" + By + "{sum4, sum5, sum6, sum7};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 2:
                CudaAsm.Emit(Multiply + "{sum8, sum9, sum10, sum11}" + By + "{sum8, sum9, sum10, sum11};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 3:
                CudaAsm.Emit(Multiply + "{sum12, sum13, sum14, sum15}" + By + "{sum12, sum13, sum14, sum15};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 4:
                CudaAsm.Emit(Multiply + "{sum16, sum17, sum18, sum19}" + By + "{sum16, sum17, sum18, sum19};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 5:
                CudaAsm.Emit(Multiply + "{sum20, sum21, sum22, sum23}" + By + "{sum20, sum21, sum22, sum23};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 6:
                CudaAsm.Emit(Multiply + "{sum24, sum25, sum26, sum27}" + By + "{sum24, sum25, sum26, sum27};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 7:
                CudaAsm.Emit(Multiply + "{sum28, sum29, sum30, sum31}" + By + "{sum28, sum29, sum30, sum31};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 8:
                CudaAsm.Emit(Multiply + "{sum32, sum33, sum34, sum35}" + By + "{sum32, sum33, sum34, sum35};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 9:
                CudaAsm.Emit(Multiply + "{sum36, sum37, sum38, sum39}" + By + "{sum36, sum37, sum38, sum39};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 10:
                CudaAsm.Emit(Multiply + "{sum40, sum41, sum42, sum43}" + By + "{sum40, sum41, sum42, sum43};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 11:
                CudaAsm.Emit(Multiply + "{sum44, sum45, sum46, sum47}" + By + "{sum44, sum45, sum46, sum47};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 12:
                CudaAsm.Emit(Multiply + "{sum48, sum49, sum50, sum51}" + By + "{sum48, sum49, sum50, sum51};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 13:
                CudaAsm.Emit(Multiply + "{sum52, sum53, sum54, sum55}" + By + "{sum52, sum53, sum54, sum55};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 14:
                CudaAsm.Emit(Multiply + "{sum56, sum57, sum58, sum59}" + By + "{sum56, sum57, sum58, sum59};", left.X, left.Y, left.Z, left.W, right, further);
                break;
            case 15:
                CudaAsm.Emit(Multiply + "{sum60, sum61, sum62, sum63}" + By + "{sum60, sum61, sum62, sum63};", left.X, left.Y, left.Z, left.W, right, further);
                break;
        }
    }

    public readonly void Leave(int place, ArrayView<float> shared, int at, int down) => WarpSums.Leave(place, shared, at, down);
}

/// <summary>
/// A lane's sums in registers that inline PTX names itself. Variables that inline PTX writes lie in local memory, since the compiler of kernels hands it their
/// addresses; words that it only reads are handed over as they are.
/// </summary>
internal static class WarpSums
{
    /// <summary>Declares the registers, which can be done once in a kernel, and clears them.</summary>
    public static void Start() => CudaAsm.Emit(
        ".reg .f32 sum<64>; "
        + "mov.f32 sum0, 0f00000000; mov.f32 sum1, 0f00000000; mov.f32 sum2, 0f00000000; mov.f32 sum3, 0f00000000; mov.f32 sum4, 0f00000000; mov.f32 sum5, 0f00000000; mov.f32 sum6, 0f00000000; mov.f32 sum7, 0f00000000; "
        + "mov.f32 sum8, 0f00000000; mov.f32 sum9, 0f00000000; mov.f32 sum10, 0f00000000; mov.f32 sum11, 0f00000000; mov.f32 sum12, 0f00000000; mov.f32 sum13, 0f00000000; mov.f32 sum14, 0f00000000; mov.f32 sum15, 0f00000000; "
        + "mov.f32 sum16, 0f00000000; mov.f32 sum17, 0f00000000; mov.f32 sum18, 0f00000000; mov.f32 sum19, 0f00000000; mov.f32 sum20, 0f00000000; mov.f32 sum21, 0f00000000; mov.f32 sum22, 0f00000000; mov.f32 sum23, 0f00000000; "
        + "mov.f32 sum24, 0f00000000; mov.f32 sum25, 0f00000000; mov.f32 sum26, 0f00000000; mov.f32 sum27, 0f00000000; mov.f32 sum28, 0f00000000; mov.f32 sum29, 0f00000000; mov.f32 sum30, 0f00000000; mov.f32 sum31, 0f00000000; "
        + "mov.f32 sum32, 0f00000000; mov.f32 sum33, 0f00000000; mov.f32 sum34, 0f00000000; mov.f32 sum35, 0f00000000; mov.f32 sum36, 0f00000000; mov.f32 sum37, 0f00000000; mov.f32 sum38, 0f00000000; mov.f32 sum39, 0f00000000; "
        + "mov.f32 sum40, 0f00000000; mov.f32 sum41, 0f00000000; mov.f32 sum42, 0f00000000; mov.f32 sum43, 0f00000000; mov.f32 sum44, 0f00000000; mov.f32 sum45, 0f00000000; mov.f32 sum46, 0f00000000; mov.f32 sum47, 0f00000000; "
        + "mov.f32 sum48, 0f00000000; mov.f32 sum49, 0f00000000; mov.f32 sum50, 0f00000000; mov.f32 sum51, 0f00000000; mov.f32 sum52, 0f00000000; mov.f32 sum53, 0f00000000; mov.f32 sum54, 0f00000000; mov.f32 sum55, 0f00000000; "
        + "mov.f32 sum56, 0f00000000; mov.f32 sum57, 0f00000000; mov.f32 sum58, 0f00000000; mov.f32 sum59, 0f00000000; mov.f32 sum60, 0f00000000; mov.f32 sum61, 0f00000000; mov.f32 sum62, 0f00000000; mov.f32 sum63, 0f00000000;");

    /// <summary>Stores four of them, straight to shared memory.</summary>
    public static void Leave(int place, ArrayView<float> shared, int at, int down)
    {
        var places = shared.Cast<Output<float>>();
        switch (place)
        {
            case 0:
                CudaAsm.EmitRef("mov.f32 %0, sum0; mov.f32 %1, sum1; mov.f32 %2, sum2; mov.f32 %3, sum3;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 1:
                CudaAsm.EmitRef("mov.f32 %0, sum4; mov.f32 %1, sum5; mov.f32 %2, sum6; mov.f32 %3, sum7;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 2:
                CudaAsm.EmitRef("mov.f32 %0, sum8; mov.f32 %1, sum9; mov.f32 %2, sum10; mov.f32 %3, sum11;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 3:
                CudaAsm.EmitRef("mov.f32 %0, sum12; mov.f32 %1, sum13; mov.f32 %2, sum14; mov.f32 %3, sum15;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 4:
                CudaAsm.EmitRef("mov.f32 %0, sum16; mov.f32 %1, sum17; mov.f32 %2, sum18; mov.f32 %3, sum19;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 5:
                CudaAsm.EmitRef("mov.f32 %0, sum20; mov.f32 %1, sum21; mov.f32 %2, sum22; mov.f32 %3, sum23;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 6:
                CudaAsm.EmitRef("mov.f32 %0, sum24; mov.f32 %1, sum25; mov.f32 %2, sum26; mov.f32 %3, sum27;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 7:
                CudaAsm.EmitRef("mov.f32 %0, sum28; mov.f32 %1, sum29; mov.f32 %2, sum30; mov.f32 %3, sum31;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 8:
                CudaAsm.EmitRef("mov.f32 %0, sum32; mov.f32 %1, sum33; mov.f32 %2, sum34; mov.f32 %3, sum35;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 9:
                CudaAsm.EmitRef("mov.f32 %0, sum36; mov.f32 %1, sum37; mov.f32 %2, sum38; mov.f32 %3, sum39;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 10:
                CudaAsm.EmitRef("mov.f32 %0, sum40; mov.f32 %1, sum41; mov.f32 %2, sum42; mov.f32 %3, sum43;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 11:
                CudaAsm.EmitRef("mov.f32 %0, sum44; mov.f32 %1, sum45; mov.f32 %2, sum46; mov.f32 %3, sum47;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 12:
                CudaAsm.EmitRef("mov.f32 %0, sum48; mov.f32 %1, sum49; mov.f32 %2, sum50; mov.f32 %3, sum51;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 13:
                CudaAsm.EmitRef("mov.f32 %0, sum52; mov.f32 %1, sum53; mov.f32 %2, sum54; mov.f32 %3, sum55;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 14:
                CudaAsm.EmitRef("mov.f32 %0, sum56; mov.f32 %1, sum57; mov.f32 %2, sum58; mov.f32 %3, sum59;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
            case 15:
                CudaAsm.EmitRef("mov.f32 %0, sum60; mov.f32 %1, sum61; mov.f32 %2, sum62; mov.f32 %3, sum63;", ref places[at], ref places[at + 1], ref places[at + down], ref places[at + down + 1]);
                break;
        }
    }
}

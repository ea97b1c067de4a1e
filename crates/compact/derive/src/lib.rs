//! `#[derive(Compact)]`.
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Data, DeriveInput, Error, Field, Fields, Ident, Index, parse_macro_input, parse_quote};

/// Write and read a type's members in the order in which they stand; of an enum, the place of the variant before them.
///
/// Bytes that stand for no variant are read as the first one, so this must not hold its own type in a `Box`.
#[proc_macro_derive(Compact)]
pub fn derive(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implementation(input).unwrap_or_else(Error::into_compile_error).into()
}

fn implementation(mut input: DeriveInput) -> syn::Result<TokenStream> {
    for parameter in input.generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::compact::Compact));
    }
    let (write, read) = match &input.data {
        Data::Struct(it) => of_struct(&it.fields),
        Data::Enum(it) => of_enum(&it.variants.iter().map(|it| (&it.ident, &it.fields)).collect::<Vec<_>>()),
        Data::Union(_) => return Err(Error::new_spanned(input, "a union does not say what it holds")),
    };
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        impl #generics ::compact::Compact for #name #arguments #bounds {
            fn write(&self, out: &mut ::std::vec::Vec<u8>) { #write }
            fn read(bytes: &mut ::compact::Reader<'_>) -> Self { #read }
        }
    })
}

/// The members by their names, or by their places where they have none.
fn members(fields: &Fields) -> Vec<TokenStream> {
    let member = |(place, field): (usize, &Field)| match &field.ident {
        Some(name) => quote!(#name),
        None => Index::from(place).into_token_stream(),
    };
    fields.iter().enumerate().map(member).collect()
}

fn of_struct(fields: &Fields) -> (TokenStream, TokenStream) {
    let members = members(fields);
    let write = quote!(#(::compact::Compact::write(&self.#members, out);)*);
    (write, quote!(Self { #(#members: ::compact::Compact::read(bytes)),* }))
}

fn of_enum(variants: &[(&Ident, &Fields)]) -> (TokenStream, TokenStream) {
    let count = variants.len();
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    for (place, (name, fields)) in variants.iter().enumerate() {
        let members = members(fields);
        let bound: Vec<Ident> = (0..members.len()).map(|place| format_ident!("member_{place}")).collect();
        writes.push(quote! {
            Self::#name { #(#members: #bound),* } => {
                ::compact::Compact::write(&#place, out);
                #(::compact::Compact::write(#bound, out);)*
            }
        });
        let read = quote!(Self::#name { #(#members: ::compact::Compact::read(bytes)),* });
        reads.push(match place {
            0 => quote!(_ => #read),
            _ => quote!(#place => #read),
        });
    }
    // The first variant stands for all other numbers, so it comes last.
    reads.rotate_left(1);
    (quote!(match self { #(#writes)* }), quote!(match bytes.variant(#count) { #(#reads,)* }))
}
